// Makes a long list that drops down findable by typing. Without this it is a plain list.
import accessibleAutocomplete from 'accessible-autocomplete'

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
const fill = (template, values) => template.replace(/%\{(\w+)\}/g, (_, name) => values[name])

// Answers in which some word begins with what was typed come before those that only hold it.
function found (labels, typed) {
  const wanted = plain(typed)
  const begins = (label) => plain(label).split(/[\s\-–,(]+/).some((word) => word.startsWith(wanted)) || plain(label).startsWith(wanted)
  const holding = labels.filter((label) => plain(label).includes(wanted))
  return [...holding.filter(begins), ...holding.filter((label) => !begins(label))]
}

function enhance (select) {
  const { planTypeAhead: prompt, nothing, found: count, chosen } = select.dataset
  const options = [...select.options].filter((option) => option.value !== '')
  const labels = options.map((option) => option.textContent)
  const described = select.getAttribute('aria-describedby')
  const choose = (label) => {
    const option = options.find((one) => one.textContent === label)
    select.value = option ? option.value : ''
    select.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const id = select.id
  accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    name: '',
    defaultValue: select.value === '' ? '' : select.selectedOptions[0].textContent,
    showAllValues: true,
    // Else whoever opens the list and leaves it has chosen its first answer.
    autoselect: false,
    displayMenu: 'inline',
    dropdownArrow: ({ className }) => `<svg class="${className}" focusable="false" viewBox="0 0 20 20"><path d="M3 6h14l-7 9z"/></svg>`,
    source: (typed, show) => show(typed.trim() === '' ? labels : found(labels, typed)),
    onConfirm: (label) => { if (label !== undefined) choose(label) },
    tNoResults: () => nothing,
    tStatusQueryTooShort: () => prompt,
    tStatusNoResults: () => nothing,
    tStatusSelectedOption: (answer, length, index) => fill(chosen, { answer, place: index + 1, count: length }),
    tStatusResults: (length) => fill(count, { count: length }),
    tAssistiveHint: () => prompt
  })
  const input = document.getElementById(id)
  if (!input) return
  if (described) input.setAttribute('aria-describedby', `${described} ${input.getAttribute('aria-describedby') ?? ''}`.trim())
  if (select.getAttribute('aria-invalid')) input.setAttribute('aria-invalid', 'true')
  tellWhatIsNotThere(input, labels, choose, { nothing, prompt })
}

// Words that are no answer are never taken for the answer that was chosen before them.
function tellWhatIsNotThere (input, labels, choose, { nothing, prompt }) {
  const message = document.createElement('p')
  message.className = 'govuk-error-message'
  message.setAttribute('role', 'status')
  input.closest('.autocomplete__wrapper').after(message)
  input.addEventListener('blur', () => setTimeout(() => {
    const typed = plain(input.value)
    const label = labels.find((one) => plain(one) === typed)
    const words = found(labels, typed).length ? prompt : nothing
    message.textContent = typed === '' || label ? '' : words
    choose(label)
  }, 200))
}

function initialise () {
  for (const select of document.querySelectorAll('.plan-scope select[data-plan-type-ahead]')) {
    try {
      enhance(select)
    } catch (error) {
      // The plain list stays, which works.
      console.warn(error)
    }
  }
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', initialise)
else initialise()
