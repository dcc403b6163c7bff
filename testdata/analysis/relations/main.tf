terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}
resource "aws_s3_bucket" "named" {
  bucket = "named-logs"
}
resource "aws_s3_bucket_public_access_block" "named" {
  bucket = aws_s3_bucket.named.id
}
resource "aws_s3_bucket" "generated" {}
resource "aws_s3_bucket_public_access_block" "generated" {
  bucket = aws_s3_bucket.generated.id
}
resource "aws_s3_bucket" "bare" {}
resource "aws_s3_bucket" "counted" {
  count = 2
}
resource "aws_s3_bucket_public_access_block" "counted" {
  count  = 2
  bucket = aws_s3_bucket.counted[count.index].id
}
resource "aws_s3_bucket" "half" {
  count = 2
}
resource "aws_s3_bucket_public_access_block" "half" {
  bucket = aws_s3_bucket.half[0].id
}
resource "aws_s3_bucket" "keyed" {
  for_each = toset(["a", "b.c"])
}
resource "aws_s3_bucket_public_access_block" "keyed" {
  for_each = aws_s3_bucket.keyed
  bucket   = each.value.id
}
module "child" {
  source = "./m"
  bucket = aws_s3_bucket.passed.id
}
resource "aws_s3_bucket" "passed" {}
module "made" {
  source   = "./out"
  for_each = toset(["x", "y"])
}
resource "aws_s3_bucket_public_access_block" "made" {
  bucket = module.made["x"].bucket_id
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc" "other" {
  cidr_block = "10.1.0.0/16"
}
resource "aws_flow_log" "main" {
  vpc_id               = aws_vpc.main.id
  traffic_type         = "ALL"
  log_destination      = "arn:aws:s3:::x"
  log_destination_type = "s3"
}
