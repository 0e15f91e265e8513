import { type FormEvent, useState } from 'react'
import type { Command } from '#kit/outbox'
import { isoDay } from '#kit/time'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { type FieldWork, usePhone, useRead } from '#kit/ui/phone.tsx'
import { shrinkPhoto } from '#kit/ui/photo.ts'
import { showCount } from '#kit/units'
import { routes as evidence } from '#spine/evidence/routes.ts'
import { type Plan, routes } from '../routes.ts'
import { treesLeft } from '../rules.ts'
import { words } from '../words.ts'

const plantCommand = 'blueprint.plant'

/** What the phone has recorded for a plan and the server does not know yet. */
function waitingTrees(unsent: readonly Command[], planId: string): number {
  return unsent
    .filter(command => command.route === plantCommand && command.state === 'waiting' && command.input.id === planId)
    .reduce((sum, command) => sum + Number(command.input.trees), 0)
}

function Progress({ plan, planted }: { readonly plan: Plan; readonly planted: number }) {
  const said = useWords(words)
  const lang = useLang()
  return (
    <>
      <progress max={plan.trees} value={Math.min(planted, plan.trees)} aria-label={said.fields.progress} />
      <div className="row">
        <span className="figures">{said.field.of(showCount(planted, lang), showCount(plan.trees, lang))}</span>
        <span className="hint">{said.field.left(showCount(treesLeft(plan, planted), lang))}</span>
      </div>
    </>
  )
}

function List() {
  const said = useWords(words)
  const { read } = useRead(routes.work, {})
  const { unsent } = usePhone()
  if (!read) return null
  return (
    <>
      <h2>{said.field.title}</h2>
      {read.value.plans.length === 0 && (
        <div className="empty">
          <p>{said.field.empty}</p>
        </div>
      )}
      <ul className="list">
        {read.value.plans.map(plan => (
          <li key={plan.id}>
            <a className="card" href={`#/blueprint/${plan.id}`}>
              <span className="first">{plan.place}</span>
              <span className="hint">{`${said.species[plan.species]} · ${plan.unit}`}</span>
              <Progress plan={plan} planted={plan.planted + waitingTrees(unsent, plan.id)} />
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Keeps the photo and then the planting that it proves; both wait on the phone under their own keys. */
async function save(
  door: ReturnType<typeof usePhone>,
  plan: Plan,
  trees: number,
  photo: string | undefined,
): Promise<void> {
  const photoId =
    photo &&
    (await door.command('evidence.keep', evidence.keep, {
      unitId: plan.unitId,
      record: plan.id,
      kind: 'photo',
      bytes: photo,
    }))
  await door.command(plantCommand, routes.plant, {
    id: plan.id,
    trees,
    plantedOn: isoDay(new Date()),
    ...(photoId ? { photoId } : {}),
  })
}

function PhotoField({
  photo,
  onPhoto,
}: {
  readonly photo: string | undefined
  readonly onPhoto: (bytes: string) => void
}) {
  const said = useWords(words)
  return (
    <div className="photo">
      <span className="button second" aria-hidden="true">
        {photo ? `✓ ${said.field.photoReady} · ${said.field.changePhoto}` : said.field.addPhoto}
      </span>
      <input
        type="file"
        accept="image/*"
        capture="environment"
        aria-label={photo ? said.field.changePhoto : said.field.addPhoto}
        onChange={event => {
          const file = event.currentTarget.files?.[0]
          if (file) void shrinkPhoto(file).then(onPhoto)
        }}
      />
    </div>
  )
}

function PlantForm({ plan }: { readonly plan: Plan }) {
  const said = useWords(words)
  const door = usePhone()
  const [trees, setTrees] = useState('')
  const [photo, setPhoto] = useState<string>()
  const [told, setTold] = useState<'wrong' | 'saved'>()
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const count = Number(trees)
    if (!Number.isInteger(count) || count < 1) return setTold('wrong')
    await save(door, plan, count, photo)
    setTrees('')
    setPhoto(undefined)
    setTold('saved')
  }
  return (
    <form className="card" onSubmit={event => void submit(event)} noValidate>
      <div>
        <label htmlFor="trees">{said.fields.plantedNow}</label>
        <input
          id="trees"
          inputMode="numeric"
          autoComplete="off"
          value={trees}
          aria-invalid={told === 'wrong'}
          aria-describedby={told === 'wrong' ? 'trees-error' : undefined}
          onChange={event => setTrees(event.currentTarget.value)}
        />
        {told === 'wrong' && (
          <p id="trees-error" className="error" role="alert">
            {said.field.howMany}
          </p>
        )}
      </div>
      <PhotoField photo={photo} onPhoto={setPhoto} />
      <button type="submit">{said.field.save}</button>
      {told === 'saved' && (
        <p role="status" className="hint">
          {said.field.saved}
        </p>
      )}
    </form>
  )
}

function One({ id }: { readonly id: string }) {
  const said = useWords(words)
  const { unsent } = usePhone()
  const { read } = useRead(routes.work, {})
  const plan = read?.value.plans.find(one => one.id === id)
  if (!read) return null
  if (!plan) return <p className="empty">{said.field.empty}</p>
  return (
    <>
      <h1>{plan.place}</h1>
      <div className="card">
        <p className="hint">{`${said.species[plan.species]} · ${plan.unit}`}</p>
        <Progress plan={plan} planted={plan.planted + waitingTrees(unsent, plan.id)} />
      </div>
      <PlantForm plan={plan} />
    </>
  )
}

/** Tree planting on the phone: offline, with a photo that makes it proven. */
export const fieldWork: FieldWork = {
  name: 'blueprint',
  label: { vi: words.vi.short, en: words.en.short },
  may: 'blueprint.plant',
  commands: { [plantCommand]: routes.plant, 'evidence.keep': evidence.keep },
  List,
  One,
}
