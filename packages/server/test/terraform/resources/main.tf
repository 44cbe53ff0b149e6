# Every resource and data source that hashicorp/aws 5.100.0 has for user pools. `changed` is set for the second apply:
# what it touches has to change in place.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "changed" {
  type    = bool
  default = false
}

variable "managed_client_pool" {
  description = "A pool that something else made, with a client named `made-elsewhere`."
  type        = string
}

locals {
  function      = "arn:aws:lambda:us-east-1:000000000000:function:trigger"
  role          = "arn:aws:iam::000000000000:role/cognito"
  certificate   = "arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-4000-8000-00000000000a"
  certificate_2 = "arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-4000-8000-00000000000b"
  topic         = "arn:aws:sns:us-east-1:000000000000:topic"
  sender        = "arn:aws:ses:us-east-1:000000000000:identity/no-reply@example.com"
}
