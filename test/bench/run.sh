#!/usr/bin/env bash
# run.sh BUILD_DIR [MEGABYTES [POLICIES [SOURCES]]]: compares `plimsoll check` with the yardsticks of the speed goals and
# prints ratios, each from interleaved runs (medians). BUILD_DIR holds a release build. Default size: 270 MB. POLICIES and
# SOURCES are folders of policies and of Terraform source to measure besides the generated ones ("" for none). The
# comparison with hcl2json needs node and the npm package @cdktf/hcl2json, found by NODE_PATH or installed into BUILD_DIR
# when PLIMSOLL_BENCH_INSTALL is set.
set -euo pipefail

build=${1:?usage: run.sh BUILD_DIR [MEGABYTES]}
megabytes=${2:-270}
policies=${3:-}
sources=${4:-}
plimsoll=$build/plimsoll
bench=$build/test/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for program in "$plimsoll" "$bench"/{plan_generator,dom_load,plan_load,measure,hcl_generator,hcl_speed,configuration_generator,source_speed}; do
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

# Parsing HCL beside HashiCorp's parser, in its own process but timed inside of it.
mkdir "$work/terraform" "$work/policies"
"$bench/hcl_generator" terraform "$work/terraform" 500
read -r hcl_bytes hcl_files hcl_time hcl_good < <("$bench/hcl_speed" parse "$work/terraform")
[[ $hcl_good = "$hcl_files" ]] || { echo "run.sh: $hcl_good of $hcl_files generated files parse" >&2; exit 2; }
echo "HCL: $hcl_files files, $((hcl_bytes / 1000)) kB"
echo "  plimsoll: ${hcl_time} s = $(ratio "$hcl_bytes" "$hcl_time" %.0f | awk '{ printf "%.1f", $1 / 1e6 }') MB/s"
if [[ -n ${PLIMSOLL_BENCH_INSTALL:-} && ! -d $build/hcl2json ]]; then
  npm install --silent --no-save --prefix "$build/hcl2json" @cdktf/hcl2json@0.21.0
fi
export NODE_PATH=${NODE_PATH:-$build/hcl2json/node_modules}
if oracle_time=$(node "$(dirname "$0")/hcl2json.js" "$work/terraform" 2>/dev/null); then
  echo "  hcl2json: ${oracle_time} s = $(ratio "$oracle_time" "$hcl_time") x plimsoll"
else
  echo "  hcl2json: skipped, node or the package @cdktf/hcl2json is missing"
fi
if [[ -n $sources ]]; then
  read -r hcl_bytes hcl_files hcl_time hcl_good < <("$bench/hcl_speed" parse "$sources")
  echo "  $sources: $hcl_files files, $((hcl_bytes / 1000)) kB: ${hcl_time} s, $hcl_good accepted"
fi

# Policies: loading against parsing alone, judging against loading the same plan as a simdjson DOM. Generated policies
# judge the types of a service, those of a folder most likely the types that published policies are about.
"$bench/hcl_generator" policies "$work/policies" 348
for folder in "$work/policies" ${policies:+"$policies"}; do
  mix=--governed
  [[ $folder != "$work/policies" ]] || mix=--changes
  "$bench/plan_generator" "$work/plan.json" "$mix" 5000
  read -r _ _ parse_time _ < <("$bench/hcl_speed" parse "$folder")
  read -r policy_bytes policy_files load_time policy_good < <("$bench/hcl_speed" load "$folder")
  [[ $policy_good = "$policy_files" ]] || echo "  (not every policy of this folder loads)"
  mapfile -t lines < <("$bench/measure" 5 "$bench/dom_load $work/plan.json" "$plimsoll check --no-builtin --no-source --policy $folder $work/plan.json")
  read -r dom_time _ _ <<<"${lines[0]}"
  read -r judge_time judge_peak judge_code <<<"${lines[1]}"
  require_result "$judge_code" "plimsoll check --policy"
  echo "$policy_files policies, $((policy_bytes / 1000)) kB"
  echo "  loading and compiling: ${load_time} s = $(ratio "$load_time" "$parse_time") x parsing alone"
  echo "  plimsoll check, plan of 5000 resources: ${judge_time} s = $(ratio "$judge_time" "$dom_time") x simdjson DOM load, peak memory $((judge_peak / 1000000)) MB"
done

# One policy that looks up a related resource for each that it judges: the time per resource must not rise.
mkdir "$work/relating"
cat >"$work/relating/relating.policy.hcl" <<'POLICY'
resource_policy "aws_s3_bucket" "blocks-public-access" {
  locals {
    blocks = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
  }
  enforce {
    condition     = core::length(local.blocks) > 0
    error_message = "Nothing blocks public access."
  }
}
POLICY
for folder in "$work/policies" "$work/relating"; do
  mix=--changes
  [[ $folder != "$work/relating" ]] || mix=--related
  echo "growth with the policies of $(basename "$folder") (time per 1000 resources; linear when it does not rise)"
  for count in 1250 2500 5000 10000; do
    "$bench/plan_generator" "$work/step.json" "$mix" "$count"
    read -r step_time _ step_code < <("$bench/measure" 3 "$plimsoll check --no-builtin --no-source --policy $folder $work/step.json")
    require_result "$step_code" "plimsoll check --policy"
    echo "  $count resources: $step_time s, $(ratio "$step_time" "$count" %.7f | awk '{ printf "%.4f", $1 * 1000 }') s/1000"
  done
done

# Terraform source beside a plan that knows no container definitions. Within this process: parsing every file one by one
# as the yardstick, loading the configuration, and evaluating what the findings need of it. Then the whole program.
echo "source (seconds; parsing, loading, loading and evaluating, check, fix; linear when time per unit does not rise)"
measure_source() { # KIND COUNT UNIT
  local folder="$work/$1-$2" files resources parse load both check_code fix_code check_time fix_time
  "$bench/configuration_generator" "$1" "$folder" "$2"
  read -r files resources parse load both < <("$bench/source_speed" "$folder")
  mapfile -t lines < <("$bench/measure" 3 "$plimsoll check --source $folder $folder/plan.json" \
    "$plimsoll fix --source $folder $folder/plan.json")
  read -r check_time _ check_code <<<"${lines[0]}"
  read -r fix_time _ fix_code <<<"${lines[1]}"
  require_result "$check_code" "plimsoll check --source"
  require_result "$fix_code" "plimsoll fix"
  echo "  $1, $2 $3 ($files files, $resources task definitions): parse $parse; load $load = $(ratio "$load" "$parse") x;" \
    "evaluate $both = $(ratio "$both" "$parse") x; check $check_time, fix $fix_time;" \
    "per 1000: check $(ratio "$check_time" "$2" %.7f | awk '{ printf "%.3f", $1 * 1000 }')," \
    "fix $(ratio "$fix_time" "$2" %.7f | awk '{ printf "%.3f", $1 * 1000 }')"
  rm -r "$folder"
}
for count in 500 1000 2000 4000; do measure_source nested "$count" files; done
for count in 1250 2500 5000; do measure_source module "$count" instances; done
for count in 1250 2500 5000; do measure_source resource "$count" instances; done
