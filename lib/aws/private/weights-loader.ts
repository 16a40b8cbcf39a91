import { MANIFEST } from '../../contract/weights';

/**
 * What the loader runs before a server starts: fetches the list of files and holds it to the digest that the template
 * pins, then every file that is not here yet, and holds all of them to the list. Whatever differs is removed and ends
 * the task: no server ever reads it. A host that loaded the weights before only verifies them.
 *
 * It takes BUCKET, FOLDER and DIGEST (hexadecimal) from its environment, and puts the weights below `/weights`.
 */
export const LOAD_WEIGHTS = `
set -eu
cd "\${WEIGHTS_ROOT:-/weights}"
mkdir -p "$DIGEST"
cd "$DIGEST"
aws s3 cp --no-progress "s3://$BUCKET/$FOLDER/${MANIFEST}" ${MANIFEST}.new
echo "$DIGEST  ${MANIFEST}.new" | sha256sum -c - || { rm -f ${MANIFEST}.new; echo 'the list of files is not the one that is pinned'; exit 1; }
mv ${MANIFEST}.new ${MANIFEST}
while read -r digest file; do
  if echo "$digest  $file" | sha256sum -c --status - 2>/dev/null; then continue; fi
  case "$file" in */*) mkdir -p "\${file%/*}";; esac
  aws s3 cp --no-progress "s3://$BUCKET/$FOLDER/$file" "$file"
  echo "$digest  $file" | sha256sum -c - || { rm -f "$file"; exit 1; }
done < ${MANIFEST}
echo "verified $(wc -l < ${MANIFEST}) files of $FOLDER"
`.trim();

/** Where the loader puts the weights of a digest. */
export function weightsDirectory(digest: string): string {
  return `/weights/${hexOf(digest)}`;
}

/** Without the algorithm's name. */
export function hexOf(digest: string): string {
  return digest.replace(/^sha256:/, '');
}
