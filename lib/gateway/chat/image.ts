import { IMAGE_FORMATS, type Image, type ImageFormat } from './chat-request';
import { type Body, isObject, type Mistake, unsupportedValue, wrongType, wrongValue } from './mistake';

const DATA_URL = /^data:image\/([a-z0-9.+-]+);base64,/i;
/** Looked at apart from the data's beginning: a pattern over megabytes would be matched twice. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Images come in the request itself. An address would have to be fetched, by models that cannot and by a gateway that
 * must not: it lies in a network where not everything that answers is for its callers.
 */
export function imageMistakes({ image_url: image }: Body, param: string): Mistake[] {
  const place = `${param}.image_url.url`;
  const must = `a data URL in base64 of an image (${IMAGE_FORMATS.join(', ')})`;
  if (!isObject(image) || typeof image.url !== 'string') return [wrongType(place, must)];
  const { url, detail } = image;
  if (/^https?:/i.test(url)) return [unsupportedValue(place, must, 'nothing is fetched from an address')];
  const begins = DATA_URL.exec(url);
  if (begins === null || !BASE64.test(url.slice(begins[0].length))) return [wrongValue(place, must)];
  const found: Mistake[] = [];
  if (formatOf(begins[1]) === undefined)
    found.push(unsupportedValue(place, must, `${begins[1]} is not supported here`));
  if (detail !== undefined && typeof detail !== 'string') found.push(wrongType(`${param}.image_url.detail`, 'a text'));
  return found;
}

/** Called only once no mistake was found. */
export function readImage({ image_url }: Body): Image {
  const { url, detail } = image_url as { readonly url: string; readonly detail?: string };
  const [begins, type] = DATA_URL.exec(url) as RegExpExecArray;
  const format = formatOf(type) as ImageFormat;
  return { format, data: url.slice(begins.length), ...(detail !== undefined && { detail }) };
}

function formatOf(type: string): ImageFormat | undefined {
  const name = type.toLowerCase() === 'jpg' ? 'jpeg' : type.toLowerCase();
  return IMAGE_FORMATS.find((format) => format === name);
}
