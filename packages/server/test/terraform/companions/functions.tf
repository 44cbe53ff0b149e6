locals {
  zip = var.changed ? "${path.module}/changed.zip" : "${path.module}/function.zip"
}

# The provider makes one function after the other, and waits five seconds for each.
resource "aws_lambda_function" "plain" {
  function_name = "plain"
  role          = aws_iam_role.plain.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "${path.module}/function.zip"
  memory_size   = var.changed ? 256 : null

  dynamic "environment" {
    for_each = var.changed ? [] : ["once"]
    content {
      variables = { ONLY = environment.value }
    }
  }
}

resource "aws_lambda_function" "full" {
  function_name                  = "full"
  description                    = var.changed ? "changed" : "first"
  role                           = aws_iam_role.plain.arn
  runtime                        = "nodejs22.x"
  handler                        = "index.handler"
  filename                       = local.zip
  source_code_hash               = filebase64sha256(local.zip)
  publish                        = true
  timeout                        = var.changed ? 20 : 10
  memory_size                    = 256
  architectures                  = ["arm64"]
  reserved_concurrent_executions = var.changed ? 6 : 5
  kms_key_arn                    = "arn:aws:kms:us-east-1:000000000000:key/00000000-0000-4000-8000-000000000001"

  environment {
    variables = {
      GREETING = var.changed ? "Goodbye" : "Hello"
    }
  }
  ephemeral_storage {
    size = 1024
  }
  tracing_config {
    mode = "Active"
  }
  dead_letter_config {
    target_arn = "arn:aws:sqs:us-east-1:000000000000:lost"
  }
  logging_config {
    log_format            = "JSON"
    log_group             = "/functions/full"
    application_log_level = "DEBUG"
    system_log_level      = "WARN"
  }
  vpc_config {
    subnet_ids         = ["subnet-00000000"]
    security_group_ids = ["sg-00000000"]
  }
  tags = {
    team = var.changed ? "two" : "one"
  }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = var.changed ? "changed" : "first"
  function_name    = aws_lambda_function.full.function_name
  function_version = aws_lambda_function.full.version
}

resource "aws_lambda_permission" "pool" {
  statement_id  = "pool"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.plain.function_name
  principal     = "cognito-idp.amazonaws.com"
  source_arn    = aws_cognito_user_pool.with_functions.arn
}

resource "aws_lambda_permission" "alias" {
  statement_id_prefix = "account-"
  action              = "lambda:InvokeFunction"
  function_name       = aws_lambda_function.full.arn
  qualifier           = aws_lambda_alias.live.name
  principal           = "arn:aws:iam::123456789012:root"
}

resource "aws_cognito_user_pool" "with_functions" {
  name = "with-functions"
  lambda_config {
    pre_sign_up = aws_lambda_function.plain.arn
  }
}

data "aws_lambda_function" "full" {
  function_name = aws_lambda_function.full.function_name
  qualifier     = aws_lambda_alias.live.name
}

data "aws_lambda_alias" "live" {
  function_name = aws_lambda_function.full.function_name
  name          = aws_lambda_alias.live.name
}

data "aws_lambda_functions" "all" {
  depends_on = [aws_lambda_function.full, aws_lambda_function.plain]
}

data "aws_lambda_invocation" "greeting" {
  function_name = aws_lambda_function.full.function_name
  qualifier     = aws_lambda_alias.live.name
  input         = jsonencode({ name = "Terraform" })
}

output "greeting" {
  value = data.aws_lambda_invocation.greeting.result
}
