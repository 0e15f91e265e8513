export function Example() {
  return null
}
