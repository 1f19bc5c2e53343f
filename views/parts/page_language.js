export default function ({ data: { language, direction } }) {
  Object.assign(document.documentElement, { lang: language, dir: direction });
}
