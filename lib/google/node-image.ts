/**
 * The stock image that runs the gateway: Docker's official `node:24.19.0-bookworm-slim`, as its multi-platform index.
 * Pinned, so that a cell that starts anew during an outage starts what was tested. The digest was taken from public
 * Dockerfiles that agree on it, not from Docker Hub itself: compare it once with
 * `docker buildx imagetools inspect node:24.19.0-bookworm-slim`.
 */
export const NODE_IMAGE = {
  /** In a repository that mirrors Docker Hub. */
  path: 'library/node',
  digest: 'sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df',
} as const;
