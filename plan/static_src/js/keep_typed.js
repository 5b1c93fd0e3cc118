// Leaving by the browser's own Back button, a link or a closed tab loses nothing that was typed.
export function keepTyped (form) {
  let isChanged = false
  form.addEventListener('input', () => { isChanged = true })
  form.addEventListener('submit', () => { isChanged = false })
  window.addEventListener('pagehide', () => {
    if (!isChanged) return
    const typed = [...new FormData(form)].filter(([, value]) => typeof value === 'string')
    navigator.sendBeacon(form.action, new URLSearchParams([...typed, ['keep', '1']]))
  })
}
