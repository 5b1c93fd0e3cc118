// Says how much is left to give while numbers are typed. The server adds up in any case.
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6]

// A whole number in any of these scripts' digits, with or without signs between thousands.
export function wholeNumber (text) {
  const digits = [...text.trim()].map((sign) => {
    const zero = ZEROS.find((first) => sign.codePointAt(0) >= first && sign.codePointAt(0) <= first + 9)
    return zero === undefined ? sign : String(sign.codePointAt(0) - zero)
  }).join('')
  const isGrouped = /^\d{1,3}([\s,.’٬]\d{3})+$/.test(digits)
  const plain = isGrouped ? digits.replace(/\D/g, '') : digits
  return /^\d+$/.test(plain) ? Number(plain) : 0
}

function follow (group) {
  const total = Number(group.dataset.planPoints)
  const status = group.querySelector('[data-plan-points-left]')
  const inputs = [...group.querySelectorAll('input')]
  const language = document.documentElement.lang || undefined
  const show = () => {
    const left = total - inputs.reduce((sum, input) => sum + wholeNumber(input.value), 0)
    const words = (left < 0 ? group.dataset.over.replace('%{over}', '{}') : group.dataset.left.replace('%{left}', '{}'))
    status.textContent = words.replace('{}', Math.abs(left).toLocaleString(language))
    group.classList.toggle('plan-points--over', left < 0)
  }
  group.addEventListener('input', show)
  show()
}

function initialise () {
  for (const group of document.querySelectorAll('.plan-scope [data-plan-points]')) follow(group)
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', initialise)
else initialise()
