import { cookies } from 'next/headers'
import Link from 'next/link'
import { auth } from '../auth'

// biome-ignore lint/style/noDefaultExport: Next.js looks for it
export default async function HomePage() {
  const session = await auth.session(await cookies())
  return (
    <>
      <h1>Welcome</h1>
      {session ? <p>You are signed in as {session.user.username}.</p> : <p>You are not signed in.</p>}
      {/* Not a Link: Next.js would fetch the address in advance, and each fetch would begin a sign-in. */}
      {!session && (
        <a className="button" href="/api/auth/login">
          Sign in
        </a>
      )}
      <p>
        <Link href="/account" prefetch={false}>
          Your account
        </Link>
      </p>
    </>
  )
}
