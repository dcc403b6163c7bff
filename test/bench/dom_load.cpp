// dom_load FILE: loads and parses a file with simdjson's DOM and nothing else, the yardstick for reading plans.
#include <simdjson.h>

#include <cstdio>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  const simdjson::error_code error = parser.load(argv[1]).get(document);
  if (error) std::fprintf(stderr, "%s\n", simdjson::error_message(error));
  return error ? 1 : 0;
}
