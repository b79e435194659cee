/** Hands a file to the phone's downloads. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser takes the content over asynchronously.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
