import { nameForVisitors } from '../core/app-clients.ts'
import type { Services } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import type { Domain } from '../storage/domains.ts'
import * as loginBrandings from '../storage/login-brandings.ts'
import { findTerms } from './brand-terms.ts'
import { findClassicBrand } from './classic-brand.ts'
import { managedBrand } from './managed-brand.ts'
import type { Brand } from './view.ts'

/** Which page is to be shown. */
export interface BrandQuestion {
  client: AppClient
  /** Absent at the server's own address. */
  domain?: Domain | undefined
  /** BCP 47, one of `languages`. */
  lang: string
}

/** The version of a domain's pages that is managed login; before it were the classic pages. */
const MANAGED_LOGIN = 2

/**
 * How the pages of the app client look on the domain: by its style where the domain shows managed login, by the pool's
 * customization where it shows the classic pages. The server's own address shows whichever the app client has. Undefined
 * where managed login has no style for the app client, and Cognito shows no pages.
 */
export async function findBrand(services: Services, asked: BrandQuestion): Promise<Brand | undefined> {
  const { client, domain, lang } = asked
  const isManaged = domain?.settings.managedLoginVersion === MANAGED_LOGIN
  if (domain && !isManaged) return { ...(await findClassicBrand(services, client)), isClassic: true }
  const style = await loginBrandings.findByClient(services.db, client.id)
  if (!style && isManaged) return undefined
  const brand = style
    ? managedBrand(style, nameForVisitors(client) ?? '')
    : await findClassicBrand(services, client)
  return { ...brand, terms: await findTerms(services, client, lang) }
}
