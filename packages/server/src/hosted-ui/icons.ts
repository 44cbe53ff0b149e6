import { type Html, html } from './html.ts'

/** Small drawings of our own, in lines of the text's colour. They say nothing to screen readers: a text stands beside them. */
const lines = {
  passkey: html`<circle cx="9" cy="7.5" r="3.75"/><path d="M2.5 20c0-3.7 2.6-6.250 6.5-6.250.7 0 1.400.1 2 .250"/><circle cx="17.5" cy="11.5" r="3"/><path d="M17.5 14.5V21M17.5 18.250h2.5"/>`,
  email: html`<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="m4 7.5 8 6 8-6"/>`,
  sms: html`<path d="M5.5 4.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H12l-4.5 3.5v-3.5h-2a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM8 9h8M8 12.5h5"/>`,
  app: html`<rect x="6.5" y="2.5" width="11" height="19" rx="2.5"/><path d="m9.5 12 1.800 1.800L14.800 10.200"/>`,
  next: html`<path d="m9.5 6 6 6-6 6"/>`,
  problem: html`<circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.5M12 16.400v.1"/>`,
  done: html`<circle cx="12" cy="12" r="9"/><path d="m8 12.300 2.800 2.800L16 9.600"/>`,
  tick: html`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  leave: html`<path d="M14 4.5H7a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h7M10.5 12H20M16.5 8.5 20 12l-3.5 3.5"/>`,
}

export type IconName = keyof typeof lines

/** A drawing in the size of the text around it. */
export function icon(name: IconName): Html {
  return html`<svg class="icon" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${lines[name]}</svg>`
}
