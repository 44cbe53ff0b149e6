import { randomBytes } from 'node:crypto'
import { type EncryptionContext, openDataKey, sealDataKey } from '../../crypto/data-key-blob.ts'
import type { Services } from '../../services.ts'
import { KmsError } from './errors.ts'

/** The JSON of a request. */
export type KmsInput = Readonly<Record<string, unknown>>
export interface KmsRequest {
  input: KmsInput
  region: string
}
export type KmsOperation = (services: Services, request: KmsRequest) => Record<string, unknown>

const ALGORITHM = 'SYMMETRIC_DEFAULT'
const keyArn = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
const decrypt: KmsOperation = ({ keyring }, request) => {
  const blob = Buffer.from(requireText(request.input, 'CiphertextBlob'), 'base64')
  const opened = openDataKey(keyring, blob, contextOf(request.input))
  if (!opened)
    throw new KmsError('InvalidCiphertextException', 'The ciphertext does not open with this context.')
  const { plaintext } = opened
  if (request.input['KeyId'] !== undefined && !names(request, opened.keyArn))
    throw new KmsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    )
  return { KeyId: opened.keyArn, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: ALGORITHM }
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
const generateDataKey: KmsOperation = ({ keyring, config }, request) => {
  const arn = requireKey(request, config.accountId)
  const plaintext = randomBytes(lengthOf(request.input))
  const blob = sealDataKey(keyring, plaintext, { keyArn: arn, context: contextOf(request.input) })
  return { KeyId: arn, Plaintext: plaintext.toString('base64'), CiphertextBlob: blob.toString('base64') }
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
const describeKey: KmsOperation = ({ config }, request) => {
  const arn = requireKey(request, config.accountId)
  const [, , , , account = '', resource = ''] = arn.split(':')
  return {
    KeyMetadata: {
      AWSAccountId: account,
      Arn: arn,
      KeyId: resource.slice('key/'.length),
      Enabled: true,
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyManager: 'CUSTOMER',
      KeySpec: ALGORITHM,
      CustomerMasterKeySpec: ALGORITHM,
      EncryptionAlgorithms: [ALGORITHM],
      Origin: 'AWS_KMS',
      MultiRegion: false,
    },
  }
}

/**
 * What functions need that decrypt codes.
 *
 * Deviation: there is no store of keys; every ARN of a key names one, and its data keys are sealed under the server's own.
 */
export const kmsOperations: ReadonlyMap<string, KmsOperation> = new Map([
  ['Decrypt', decrypt],
  ['GenerateDataKey', generateDataKey],
  ['DescribeKey', describeKey],
])

function names({ input }: KmsRequest, arn: string): boolean {
  const asked = requireText(input, 'KeyId')
  return asked === arn || arn.endsWith(`:key/${asked}`)
}

/** The ARN of a key that is given by ARN or id; aliases name no key here. */
function requireKey({ input, region }: KmsRequest, accountId: string): string {
  const asked = requireText(input, 'KeyId')
  const arn = asked.startsWith('arn:') ? asked : `arn:aws:kms:${region}:${accountId}:key/${asked}`
  if (!keyArn.test(arn)) throw new KmsError('NotFoundException', `Invalid keyId '${asked.slice(0, 200)}'`)
  return arn
}

function lengthOf({ KeySpec, NumberOfBytes }: KmsInput): number {
  if (KeySpec === 'AES_256' && NumberOfBytes === undefined) return 32
  if (KeySpec === 'AES_128' && NumberOfBytes === undefined) return 16
  const length = KeySpec === undefined ? NumberOfBytes : undefined
  if (typeof length === 'number' && Number.isInteger(length) && length >= 1 && length <= 1024) return length
  throw new KmsError('ValidationException', 'Please specify either number of bytes or key spec.')
}

function contextOf({ EncryptionContext: context = {} }: KmsInput): EncryptionContext {
  const isMap = typeof context === 'object' && context !== null && !Array.isArray(context)
  if (isMap && Object.values(context).every((value) => typeof value === 'string'))
    return context as EncryptionContext
  throw new KmsError('ValidationException', 'EncryptionContext has to be a map of strings.')
}

function requireText(input: KmsInput, name: string): string {
  const value = input[name]
  if (typeof value === 'string' && value !== '') return value
  throw new KmsError('ValidationException', `${name} is required.`)
}
