# Functions, roles, policies and identities with all that hashicorp/aws 5.100.0 asks of them. `changed` is set for the
# second apply: what it touches has to change in place.

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
