// Where words of a passage are selected, with mouse, finger or keyboard, a button after the passage
// takes them as a quotation. It comes next in the order of the keys, and is announced.
export function offerSelection (place, label, announcement, take) {
  const holder = document.createElement('p')
  holder.className = 'plan-selection plan-no-print'
  const status = document.createElement('span')
  status.setAttribute('role', 'status')
  status.className = 'govuk-visually-hidden'
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary'
  button.textContent = label
  button.hidden = true
  holder.append(status, button)
  place.append(holder)
  let words = ''

  button.addEventListener('click', () => take(words, button))
  function offer (found) {
    words = found
    if (button.hidden !== !found) {
      button.hidden = !found
      status.textContent = found ? announcement : ''
    }
  }

  document.addEventListener('selectionchange', () => {
    const found = selectedIn(place, holder)
    // Tab drops a selection on its way to the button: what was selected stays on offer until
    // something else is selected or pressed.
    if (found || !document.getSelection()?.isCollapsed) offer(found)
  })
  document.addEventListener('pointerdown', (event) => {
    if (!holder.contains(event.target)) offer('')
  })
}

function selectedIn (place, holder) {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed || !selection.rangeCount) return ''
  const range = selection.getRangeAt(0)
  const isInside = place.contains(range.startContainer) && place.contains(range.endContainer)
  if (!isInside || holder.contains(range.startContainer)) return ''
  return selection.toString().trim().replace(/\s+/g, ' ')
}
