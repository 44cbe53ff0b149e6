# The functions of the pool, each with its code in functions/.
locals {
  triggers = toset(["pre-sign-up", "post-confirmation", "pre-token-generation"])
}

# Zips the code whenever it has changed. With the provider hashicorp/archive a data source does this as well.
resource "terraform_data" "package" {
  for_each         = local.triggers
  triggers_replace = filesha256("${path.module}/functions/${each.key}.mjs")

  provisioner "local-exec" {
    working_dir = "${path.module}/functions"
    command     = "zip -q -X -FS ${each.key}.zip ${each.key}.mjs"
  }
}

resource "aws_lambda_function" "trigger" {
  for_each      = local.triggers
  function_name = "${var.name}-${each.key}"
  role          = aws_iam_role.functions.arn
  runtime       = "nodejs22.x"
  handler       = "${each.key}.handler"
  filename      = "${path.module}/functions/${each.key}.zip"
  timeout       = 5

  # Of the code, since the zip is only made while this is applied.
  source_code_hash = filebase64sha256("${path.module}/functions/${each.key}.mjs")

  environment {
    variables = {
      ALLOWED_DOMAINS = join(" ", var.allowed_domains)
      DEFAULT_PLAN    = var.default_plan
    }
  }

  depends_on = [
    terraform_data.package,
    aws_iam_role_policy_attachment.logs,
  ]
}

resource "aws_lambda_permission" "user_pool" {
  for_each      = aws_lambda_function.trigger
  statement_id  = "user-pool"
  action        = "lambda:InvokeFunction"
  function_name = each.value.function_name
  principal     = "cognito-idp.amazonaws.com"
  source_arn    = aws_cognito_user_pool.app.arn
}

resource "aws_iam_role" "functions" {
  name = "${var.name}-functions"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })

  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.functions.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}
