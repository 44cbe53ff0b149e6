data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = var.changed ? ["lambda.amazonaws.com", "cognito-idp.amazonaws.com"] : ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "logs" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [var.changed ? "arn:aws:logs:*:*:changed" : "arn:aws:logs:*:*:*"]
  }
}

resource "aws_iam_role" "plain" {
  name               = "plain"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role" "full" {
  name_prefix           = "full-"
  path                  = "/functions/"
  description           = var.changed ? "changed" : "first"
  assume_role_policy    = data.aws_iam_policy_document.trust.json
  max_session_duration  = var.changed ? 7200 : 3600
  permissions_boundary  = var.changed ? null : aws_iam_policy.managed.arn
  force_detach_policies = true

  tags = var.changed ? { team = "two" } : { team = "one", stage = "first" }
}

resource "aws_iam_role_policy" "inline" {
  name   = "logs"
  role   = aws_iam_role.full.id
  policy = data.aws_iam_policy_document.logs.json
}

resource "aws_iam_policy" "managed" {
  name        = "logs"
  path        = "/functions/"
  description = "to write logs"
  policy      = data.aws_iam_policy_document.logs.json

  tags = {
    team = var.changed ? "two" : "one"
  }
}

resource "aws_iam_role_policy_attachment" "managed" {
  role       = aws_iam_role.full.name
  policy_arn = aws_iam_policy.managed.arn
}

resource "aws_iam_role_policy_attachment" "of_aws" {
  role       = aws_iam_role.plain.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

data "aws_iam_role" "full" {
  name = aws_iam_role.full.name
}

data "aws_iam_policy" "managed" {
  arn = aws_iam_policy.managed.arn
}
