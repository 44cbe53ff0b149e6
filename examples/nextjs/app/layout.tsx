import type { ReactNode } from 'react'
import './style.css'

export const metadata = { title: 'Example', description: 'Sign-in with Poolhouse' }

// biome-ignore lint/style/noDefaultExport: Next.js looks for it
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <main>{children}</main>
      </body>
    </html>
  )
}
