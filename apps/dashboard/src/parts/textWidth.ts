let pen: CanvasRenderingContext2D | null | undefined;

/** How wide a text is drawn, so that a label is only put where it fits. */
export function textWidth(text: string, size: number, weight: 400 | 600 = 400): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (pen === null) return text.length * size * 0.6;
  pen.font = `${String(weight)} ${String(size)}px Plex, sans-serif`;
  return pen.measureText(text).width;
}
