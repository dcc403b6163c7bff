r "a" "b" {
  enforce {
    condition = true

}

r "c" "d" {
  x = 1
}
