import { type ReactNode, useState } from 'react'
import { SampleTag } from '#kit/ui/chip.tsx'
import { Icon } from '#kit/ui/icon.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useDocumentTitle } from '#kit/ui/page.tsx'
import { LangSwitch } from '#kit/ui/preferences.tsx'
import { invented } from './invented.ts'
import { Mark } from './sidebar.tsx'
import { CodeStep, EnrolmentStep, NameStep, PasswordStep, type SignInStep } from './sign-in-steps.tsx'
import { consoleWords } from './words.ts'

/** The door for staff: name and password, then the code of an authenticator. */
export function SignIn({ done }: { readonly done: () => void }): ReactNode {
  const words = useWords(consoleWords)
  useDocumentTitle(words.signIn.title)
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-end gap-3 px-4 py-3">
        {invented && <SampleTag />}
        <LangSwitch />
      </header>
      <main className="mx-auto flex w-full max-w-md flex-1 flex-col gap-4 px-4 pt-[8vh] pb-12">
        <div className="flex items-center gap-3">
          <Mark size={40} />
          <div>
            <p className="font-bold text-verdict">{words.product}</p>
            <p className="text-ink-2 text-table">{words.tagline}</p>
          </div>
        </div>
        <div className="rounded-card border border-line bg-surface p-6 shadow-card">
          <SignInForm done={done} />
        </div>
        <p className="flex gap-2 text-ink-2 text-table">
          <Icon name="lock" className="mt-0.5" />
          {words.signIn.safety}
        </p>
      </main>
    </div>
  )
}

/** The steps themselves, one after the other; also stands in the dialog that a session's end opens. */
export function SignInForm({ done }: { readonly done: () => void }): ReactNode {
  const [step, setStep] = useState<SignInStep>('name')
  const next = (answer: { readonly done: boolean; readonly needs: Exclude<SignInStep, 'name'> | null }): void => {
    if (answer.needs) setStep(answer.needs)
    else done()
  }
  const again = (): void => setStep('name')
  switch (step) {
    case 'name':
      return <NameStep next={next} again={again} />
    case 'code':
      return <CodeStep next={next} again={again} />
    case 'password':
      return <PasswordStep next={next} again={again} />
    case 'enrolment':
      return <EnrolmentStep next={next} again={again} />
  }
}
