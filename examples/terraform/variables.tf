variable "region" {
  description = "Becomes the first part of the pool's id."
  type        = string
  default     = "us-east-1"
}

variable "name" {
  description = "Name of the user pool, and the beginning of its client's name."
  type        = string
  default     = "example"
}

variable "domain_prefix" {
  description = "Prefix domain of the hosted sign-in pages."
  type        = string
  default     = "example-sign-in"
}

variable "callback_urls" {
  type    = list(string)
  default = ["http://localhost:3000/callback", "https://app.example.com/callback"]
}

variable "logout_urls" {
  type    = list(string)
  default = ["http://localhost:3000/", "https://app.example.com/"]
}

variable "ses_identity_arn" {
  description = "Cognito sends by this SES identity; Poolhouse keeps it and sends by its own mail server."
  type        = string
  default     = "arn:aws:ses:us-east-1:000000000000:identity/example.com"
}

variable "from_email_address" {
  type    = string
  default = "Example <no-reply@example.com>"
}

variable "pre_sign_up_arn" {
  type    = string
  default = "arn:aws:lambda:us-east-1:000000000000:function:pre-sign-up"
}

variable "post_confirmation_arn" {
  type    = string
  default = "arn:aws:lambda:us-east-1:000000000000:function:post-confirmation"
}

variable "pre_token_generation_arn" {
  type    = string
  default = "arn:aws:lambda:us-east-1:000000000000:function:pre-token-generation"
}

variable "google_client_id" {
  type    = string
  default = "example.apps.googleusercontent.com"
}

variable "google_client_secret" {
  type      = string
  default   = "not-a-secret"
  sensitive = true
}

variable "tags" {
  type = map(string)
  default = {
    Environment = "development"
    ManagedBy   = "terraform"
  }
}
