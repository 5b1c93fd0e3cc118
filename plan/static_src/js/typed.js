// Whether somebody has typed or chosen something in a form.
export function isChanged (form) {
  return [...form.elements].some((field) => field.options
    ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.type !== 'hidden' && (field.defaultValue ?? field.value) !== field.value)
}

export function isPlainClick (event) {
  return !(event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
}

// The links to a page in other languages take along what was typed into the form on it: the form has
// a button for each language, which is pressed instead.
export function takeTypedAlong (findForm) {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.plan-languages a')
    const form = findForm()
    const button = link && form?.querySelector(`[data-plan-language="${link.hreflang}"]`)
    if (!button || !isChanged(form) || !isPlainClick(event)) return
    event.preventDefault()
    form.requestSubmit(button)
  })
}
