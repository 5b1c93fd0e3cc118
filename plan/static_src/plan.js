// Enhancements of every page; every page works without them. Forms have more: see form.js.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { startComponents, whenReady } from './js/start.js'

function initialise () {
  startComponents({ 'govuk-button': Button })
  for (const holder of document.querySelectorAll('.plan-scope [data-plan-copy]')) addCopyButton(holder)
  loadWanted()
}

// What only some parts of pages need is loaded where they are, once.
function loadWanted () {
  const wanted = document.querySelectorAll('.plan-scope [data-plan-script]')
  for (const src of new Set(Array.from(wanted, (part) => part.dataset.planScript))) {
    const script = document.createElement('script')
    script.src = src
    document.head.append(script)
  }
}

function addCopyButton (holder) {
  const input = holder.querySelector('input')
  if (!input || !navigator.clipboard) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary'
  button.textContent = holder.dataset.planCopy
  const status = document.createElement('span')
  status.setAttribute('role', 'status')
  status.className = 'govuk-body-s'
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(input.value)
      status.textContent = holder.dataset.planCopied
    } catch {
      input.select()
    }
  })
  holder.append(button, status)
}

whenReady(initialise)
