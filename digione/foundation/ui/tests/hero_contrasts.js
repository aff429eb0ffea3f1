() => {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
    .getContext("2d", { willReadFrequently: true });
  const pixel = (...layers) => {
    context.clearRect(0, 0, 1, 1);
    for (const [colour, opacity] of layers) {
      context.globalAlpha = opacity;
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const hero = getComputedStyle(document.querySelector(".hero"));
  const ends = hero.backgroundImage.match(/(?:rgba?|oklab|oklch|color)\([^()]*\)/g);
  const chip = getComputedStyle(document.querySelector(".kids a:not([aria-current])"));
  return ends.flatMap((end) => [
    contrast(pixel([end, 1], [hero.color, 1]), pixel([end, 1])),
    contrast(pixel([end, 1], [hero.color, 0.9]), pixel([end, 1])),
    contrast(pixel([end, 1], [chip.backgroundColor, 1], [chip.color, 1]),
             pixel([end, 1], [chip.backgroundColor, 1])),
  ]);
}
