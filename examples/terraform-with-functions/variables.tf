variable "region" {
  description = "Becomes the first part of the pool's id."
  type        = string
  default     = "us-east-1"
}

variable "name" {
  description = "Name of the user pool, and the beginning of the names of its client, functions and role."
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

variable "sender_address" {
  description = "Cognito sends by SES as this address; Poolhouse sends as it by its own mail server."
  type        = string
  default     = "no-reply@example.com"
}

variable "sender_name" {
  type    = string
  default = "Example"
}

variable "allowed_domains" {
  description = "Only addresses of these domains may sign up."
  type        = list(string)
  default     = ["example.com", "example.org"]
}

variable "default_plan" {
  description = "The plan in the tokens of users who have none."
  type        = string
  default     = "free"
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
