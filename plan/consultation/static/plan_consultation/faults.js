// Keeps the list of a form's faults up to date, and jumps to the block or field each is about.
(() => {
  const unfold = (place) => {
    for (let panel = place.closest('[data-panel]'); panel; panel = panel.parentElement?.closest('[data-panel]')) {
      const toggle = panel.querySelector(':scope > .w-panel__header [data-panel-toggle]')
      if (toggle && toggle.getAttribute('aria-expanded') === 'false') toggle.click()
    }
  }

  const showTab = (place) => {
    const tab = place.closest('[role="tabpanel"]')
    if (tab?.hidden) document.querySelector(`[role="tab"][aria-controls="${tab.id}"]`)?.click()
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('[data-plan-jump]')
    if (!link) return
    const name = CSS.escape(link.dataset.planJump)
    const place = document.querySelector(`[data-contentpath="${name}"]`)
    if (!place) return
    event.preventDefault()
    showTab(place)
    unfold(place)
    // The editor shows a tab only after the click that chose it.
    setTimeout(() => {
      const control = [...place.querySelectorAll('input:not([type="hidden"]), select, textarea, [contenteditable="true"]')]
        .find((one) => one.offsetParent !== null)
      control?.focus({ preventScroll: true })
      place.scrollIntoView({ block: 'center' })
    }, 200)
  })

  document.addEventListener('w-autosave:success', async () => {
    for (const list of document.querySelectorAll('[data-plan-faults]')) {
      const url = list.dataset.planFaults
      if (!url) continue
      const response = await fetch(url, { credentials: 'same-origin' }).catch(() => null)
      if (response?.ok) list.innerHTML = await response.text()
    }
  })
})()
