package io.github.spotaware.certs;

import io.github.spotaware.certs.plan.Names;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the CA's private key is. */
final class AuthorityPlace {
  static final Path DEFAULT_FOLDER = Path.of("spot-aware-ca");

  @Option(
      names = "--ca-dir",
      paramLabel = "DIR",
      description =
          "Where the CA's private key is kept, as a file of mode 0600. Default: ./spot-aware-ca, or"
              + " the Secret of --store-ca-key where there is one.")
  private @Nullable Path folder;

  @Option(
      names = "--store-ca-key",
      description =
          "Keeps the CA's private key in Secret "
              + Names.AUTHORITY_SECRET
              + " in the cluster"
              + " instead. Who may read that Secret can then sign certificates that the API server"
              + " trusts for the webhooks.")
  private boolean inCluster;

  Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  boolean inCluster() {
    return inCluster;
  }
}
