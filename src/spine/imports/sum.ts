const places = 6
const unit = 10n ** BigInt(places)

/** Adds decimal texts exactly (up to six decimals), quickly while they are whole and small. */
export class Sum {
  #small = 0
  #parts = 0n

  add(text: string): void {
    const value = Number(text)
    if (Number.isInteger(value) && Math.abs(value) < 1e12) {
      this.#small += value
      if (Math.abs(this.#small) > 1e15) this.#fold()
      return
    }
    const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
    const parts = BigInt(whole) * unit + BigInt(decimals.slice(0, places).padEnd(places, '0'))
    this.#parts += sign === '-' ? -parts : parts
  }

  #fold(): void {
    this.#parts += BigInt(this.#small) * unit
    this.#small = 0
  }

  text(): string {
    this.#fold()
    const [sign, parts] = this.#parts < 0n ? ['-', -this.#parts] : ['', this.#parts]
    const decimals = String(parts % unit)
      .padStart(places, '0')
      .replace(/0+$/, '')
    return `${sign}${parts / unit}${decimals === '' ? '' : `.${decimals}`}`
  }
}
