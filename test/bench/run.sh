#!/usr/bin/env bash
# run.sh BUILD_DIR [MEGABYTES]: compares `plimsoll check` with the yardsticks of the speed goals and prints ratios, each
# from interleaved runs (medians). BUILD_DIR holds a release build. Default size: 270 MB.
set -euo pipefail

build=${1:?usage: run.sh BUILD_DIR [MEGABYTES]}
megabytes=${2:-270}
plimsoll=$build/plimsoll
bench=$build/test/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for program in "$plimsoll" "$bench"/{plan_generator,dom_load,plan_load,measure}; do
  [[ -x $program ]] || { echo "run.sh: $program is missing: build the release preset first" >&2; exit 2; }
done

ratio() { awk -v a="$1" -v b="$2" -v f="${3:-%.2f}" 'BEGIN { printf f, a / b }'; }
# Exit codes 0 (clean) and 1 (findings) are results; anything else means that nothing was measured.
require_result() { [[ $1 -le 1 ]] || { echo "run.sh: $2 ended with exit code $1" >&2; exit 2; }; }

"$bench/plan_generator" "$work/big.json" --bytes $((megabytes * 1000000))
size=$(wc -c <"$work/big.json")
mapfile -t lines < <("$bench/measure" 5 "$bench/dom_load $work/big.json" "$bench/plan_load $work/big.json" \
  "$plimsoll check $work/big.json")
read -r dom_time dom_peak dom_code <<<"${lines[0]}"
read -r load_time load_peak load_code <<<"${lines[1]}"
read -r check_time check_peak check_code <<<"${lines[2]}"
require_result "$dom_code" dom_load
require_result "$load_code" plan_load
echo "plan of $((size / 1000000)) MB"
echo "  simdjson DOM load:  ${dom_time} s, peak memory $(ratio "$dom_peak" "$size") x file"
echo "  plan::read alone:   ${load_time} s = $(ratio "$load_time" "$dom_time") x DOM, peak memory $(ratio "$load_peak" "$size") x file"
require_result "$check_code" "plimsoll check"
echo "  plimsoll check:     ${check_time} s = $(ratio "$check_time" "$dom_time") x DOM (goal: at most 1), peak memory $(ratio "$check_peak" "$size") x file (goal: at most 2)"
rm "$work/big.json"

echo "growth of plimsoll check (time per MB; linear when it does not rise)"
for step in 1 10 50 250; do
  [[ $step -le $megabytes ]] || continue
  "$bench/plan_generator" "$work/step.json" --bytes $((step * 1000000))
  read -r step_time _ step_code < <("$bench/measure" 3 "$plimsoll check $work/step.json")
  require_result "$step_code" "plimsoll check"
  echo "  $step MB: $step_time s, $(ratio "$step_time" "$step" %.5f) s/MB"
done

"$bench/plan_generator" "$work/small.json" --bytes 50000
mapfile -t lines < <("$bench/measure" 51 /bin/true "$plimsoll check $work/small.json")
read -r true_time _ _ <<<"${lines[0]}"
read -r small_time _ small_code <<<"${lines[1]}"
require_result "$small_code" "plimsoll check"
goal=$(awk -v t="$true_time" 'BEGIN { printf "%.6f", 3 * t + 0.005 }')
echo "plan of 50 kB: ${small_time} s; /bin/true: ${true_time} s (goal: at most 3 x that + 5 ms = ${goal} s)"
