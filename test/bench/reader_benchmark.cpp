// How fast plans are read, beside simdjson's DOM on the same bytes.
#include <benchmark/benchmark.h>
#include <simdjson.h>

#include "generate.h"
#include "plimsoll/plan/read.h"
#include "plimsoll/value/json_cursor.h"

namespace plimsoll {
namespace {

std::string make_plan(std::int64_t bytes) {
  std::string text;
  bench::generate_plan(bench::changes_for(static_cast<std::size_t>(bytes)),
                       [&text](std::string_view piece) { text += piece; });
  text.reserve(text.size() + json::kCursorPadding);
  return text;
}

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
}

void skip_whole_text(benchmark::State& state) {
  const std::string text = make_plan(state.range(0));
  for ([[maybe_unused]] auto _ : state) {
    json::Cursor cursor(text);
    benchmark::DoNotOptimize(cursor.skip());
  }
  count_bytes(state, text.size());
}

void read_plan(benchmark::State& state) {
  const std::string text = make_plan(state.range(0));
  const plan::ReadOptions options{
      .type_info = [](std::string_view type) { return plan::TypeInfo{.wanted = type.starts_with("aws_ecs_")}; }};
  for ([[maybe_unused]] auto _ : state) {
    state.PauseTiming();
    std::string bytes;
    bytes.reserve(text.size() + json::kCursorPadding);
    bytes = text;
    state.ResumeTiming();
    benchmark::DoNotOptimize(plan::read(std::move(bytes), "plan.json", options).ok());
  }
  count_bytes(state, text.size());
}

void parse_with_dom(benchmark::State& state) {
  const simdjson::padded_string text(make_plan(state.range(0)));
  for ([[maybe_unused]] auto _ : state) {
    simdjson::dom::parser parser;
    benchmark::DoNotOptimize(parser.parse(text).error());
  }
  count_bytes(state, text.size());
}

BENCHMARK(skip_whole_text)->Arg(50'000)->Arg(16'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(read_plan)->Arg(50'000)->Arg(16'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_with_dom)->Arg(50'000)->Arg(16'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace plimsoll

BENCHMARK_MAIN();
