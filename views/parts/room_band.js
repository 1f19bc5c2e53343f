// Places the band's drawing, which st.html would strip.

export default function ({ data: [html], parentElement }) {
  parentElement.querySelector(".band").innerHTML = html;
}
