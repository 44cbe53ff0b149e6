import type { Services } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import * as terms from '../storage/terms.ts'
import type { Brand } from './view.ts'

/** As the links of terms call the languages of managed login. */
const languageNames = new Map([
  ['de', 'german'],
  ['en', 'english'],
  ['es', 'spanish'],
  ['fr', 'french'],
  ['id', 'bahasa-indonesia'],
  ['it', 'italian'],
  ['ja', 'japanese'],
  ['ko', 'korean'],
  ['nl', 'dutch'],
  ['pt-BR', 'portuguese-brazil'],
  ['zh-CN', 'chinese-simplified'],
  ['zh-TW', 'chinese-traditional'],
])

/**
 * The app client's terms of use and privacy policy in the language, else as everyone gets them; nothing unless it has both
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateTerms.html).
 */
export async function findTerms(
  services: Services,
  client: AppClient,
  lang: string,
): Promise<Brand['terms']> {
  const use = await terms.findByClient(services.db, client.id, 'terms-of-use')
  const privacy = use && (await terms.findByClient(services.db, client.id, 'privacy-policy'))
  if (!use || !privacy) return []
  return [use, privacy].flatMap(({ name, links }) => {
    const url = links[`cognito:${languageNames.get(lang) ?? 'default'}`] ?? links['cognito:default']
    return url === undefined ? [] : [{ name, url }]
  })
}
