// Texts that can be seen and have less contrast to their ground than WCAG AA asks for: 4.5 to 1.
(() => {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);

  const luminance = (color) => {
    const [red, green, blue] = channels(color).map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const ground = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 0 ? ground(element.parentElement) : color;
  };

  const ratio = (element) => {
    const [dark, light] = [getComputedStyle(element).color, ground(element)].map(luminance).sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  const hasText = (element) =>
    element.matches("input") || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  const seen = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility() && hasText(element));
  if (seen.length < 20) throw new Error(`Only ${seen.length} texts found`);
  return seen
    .filter((element) => ratio(element) < 4.5)
    .map((element) => `${element.outerHTML.slice(0, 80)}: ${ratio(element).toFixed(2)}`);
})();
