resource "aws_s3_bucket" "b" {}
output "bucket_id" {
  value = aws_s3_bucket.b.id
}
