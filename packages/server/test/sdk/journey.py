"""A developer's journey with boto3. Prints what it saw as one JSON object."""

import base64
import hashlib
import hmac
import json
import os
import sys
import urllib.request
from datetime import datetime, timedelta, timezone

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

PASSWORD = "Correct-Horse-1"
NEW_PASSWORD = "Brand-New-Horse-2"
cognito = boto3.client("cognito-idp")
unsigned = boto3.client("cognito-idp", config=Config(signature_version=UNSIGNED))


def main():
    pool = cognito.create_user_pool(
        PoolName="boto", AutoVerifiedAttributes=["email"], UserPoolTags={"team": "blue"}
    )["UserPool"]
    client = cognito.create_user_pool_client(
        UserPoolId=pool["Id"],
        ClientName="boto",
        GenerateSecret=True,
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )["UserPoolClient"]
    seen = {
        "pool": see_pool(pool),
        "signUp": see_sign_up(client),
        "session": see_session(client),
        "password": see_password(client),
        "errors": see_errors(pool, client),
        "pages": see_pages(),
        "end": see_end(pool),
    }
    json.dump(seen, sys.stdout)


def see_pool(pool):
    described = cognito.describe_user_pool(UserPoolId=pool["Id"])["UserPool"]
    created = described["CreationDate"]
    return {
        "id": pool["Id"],
        "tags": described["UserPoolTags"],
        "createdIsDatetime": isinstance(created, datetime),
        "createdNow": abs(datetime.now(timezone.utc) - created) < timedelta(minutes=1),
    }


def see_sign_up(client):
    answer = unsigned.sign_up(
        ClientId=client["ClientId"],
        SecretHash=secret_hash(client, "ada"),
        Username="ada",
        Password=PASSWORD,
        UserAttributes=[{"Name": "email", "Value": "ada@example.com"}, {"Name": "name", "Value": "Žofie"}],
    )
    unsigned.confirm_sign_up(
        ClientId=client["ClientId"],
        SecretHash=secret_hash(client, "ada"),
        Username="ada",
        ConfirmationCode=code_for("ada@example.com"),
    )
    return {"confirmed": answer["UserConfirmed"], "delivery": answer["CodeDeliveryDetails"]}


def see_session(client):
    signed_in = sign_in(client, PASSWORD)
    refreshed = unsigned.initiate_auth(
        ClientId=client["ClientId"],
        AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={
            "REFRESH_TOKEN": signed_in["RefreshToken"],
            "SECRET_HASH": secret_hash(client, "ada"),
        },
    )["AuthenticationResult"]
    user = unsigned.get_user(AccessToken=refreshed["AccessToken"])
    return {
        "expiresIn": signed_in["ExpiresIn"],
        "username": user["Username"],
        "attributes": {attribute["Name"]: attribute["Value"] for attribute in user["UserAttributes"]},
    }


def see_password(client):
    access_token = sign_in(client, PASSWORD)["AccessToken"]
    unsigned.change_password(
        AccessToken=access_token, PreviousPassword=PASSWORD, ProposedPassword=NEW_PASSWORD
    )
    return {"old": refusal(lambda: sign_in(client, PASSWORD)), "new": sign_in(client, NEW_PASSWORD)["TokenType"]}


def see_errors(pool, client):
    try:
        cognito.admin_get_user(UserPoolId=pool["Id"], Username="nobody")
    except cognito.exceptions.UserNotFoundException as error:
        metadata = error.response["ResponseMetadata"]
        typed = {
            "message": error.response["Error"]["Message"],
            "status": metadata["HTTPStatusCode"],
            "retries": metadata["RetryAttempts"],
            "requestId": metadata["RequestId"],
        }
    return {
        "typed": typed,
        "noPool": refusal(lambda: cognito.describe_user_pool(UserPoolId="us-east-1_Nowhere00")),
        "noSecretHash": refusal(
            lambda: unsigned.initiate_auth(
                ClientId=client["ClientId"],
                AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": "ada", "PASSWORD": PASSWORD},
            )
        ),
    }


def see_pages():
    pool_id = cognito.create_user_pool(PoolName="pages")["UserPool"]["Id"]
    for name in ["one", "two", "three"]:
        cognito.admin_create_user(UserPoolId=pool_id, Username=name, MessageAction="SUPPRESS")
    pages = cognito.get_paginator("list_users").paginate(
        UserPoolId=pool_id, PaginationConfig={"PageSize": 2}
    )
    pools = cognito.get_paginator("list_user_pools").paginate(PaginationConfig={"PageSize": 1})
    return {
        "users": sorted(user["Username"] for page in pages for user in page["Users"]),
        "pools": sorted(pool["Name"] for page in pools for pool in page["UserPools"]),
    }


def see_end(pool):
    user = {"UserPoolId": pool["Id"], "Username": "ada"}
    cognito.admin_delete_user(**user)
    return refusal(lambda: cognito.admin_get_user(**user))


def sign_in(client, password):
    parameters = {"USERNAME": "ada", "PASSWORD": password, "SECRET_HASH": secret_hash(client, "ada")}
    return unsigned.initiate_auth(
        ClientId=client["ClientId"], AuthFlow="USER_PASSWORD_AUTH", AuthParameters=parameters
    )["AuthenticationResult"]


def secret_hash(client, username):
    message = (username + client["ClientId"]).encode()
    digest = hmac.new(client["ClientSecret"].encode(), message, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def code_for(address):
    endpoint = os.environ["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"]
    with urllib.request.urlopen(f"{endpoint}/_poolhouse/messages?to={address}") as response:
        return json.load(response)[0]["code"]


def refusal(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]
    return None


main()
