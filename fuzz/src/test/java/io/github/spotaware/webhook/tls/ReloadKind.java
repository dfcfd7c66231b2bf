package io.github.spotaware.webhook.tls;

import io.github.spotaware.fuzz.data.PemFolder;
import io.github.spotaware.fuzz.input.Draw;
import io.github.spotaware.fuzz.run.Kind;
import io.github.spotaware.fuzz.run.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The same files under a webhook that runs: the last good pair stays in use. */
public final class ReloadKind implements Kind<PemFolder> {
  private final Path directory;
  private final ThreadLocal<Followed> followed = ThreadLocal.withInitial(this::follow);

  /**
   * @param directory for the files
   */
  public ReloadKind(Path directory) {
    this.directory = directory;
  }

  private record Followed(Path folder, ReloadingTls tls) {}

  private static final class Silent implements TlsObserver {
    @Override
    public void inUse(Instant notAfter) {}

    @Override
    public void refused(String problem) {}

    @Override
    public void expired() {}
  }

  private Followed follow() {
    try {
      Path folder = Files.createTempDirectory(directory, "pem");
      PemFolder.ofEc().writeInto(folder);
      ReloadingTls tls =
          ReloadingTls.load(
              folder, ServerNames.UNKNOWN, InstantSource.fixed(PemFolder.NOW), new Silent());
      tls.contextFactory().start();
      return new Followed(folder, tls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "pem-renewal";
  }

  @Override
  public PemFolder base(Draw draw) {
    return PemFolder.base(draw);
  }

  @Override
  public PemFolder changed(PemFolder input, Draw draw) {
    return input.changed(draw);
  }

  @Override
  public String shown(PemFolder input) {
    return input.toString();
  }

  @Override
  public Outcome judge(PemFolder input) throws IOException {
    Followed mine = followed.get();
    List<X509Certificate> before = mine.tls().inUse().chain();
    input.writeInto(mine.folder());
    mine.tls().check();
    Optional<String> refusal = mine.tls().refusal();
    List<X509Certificate> after = mine.tls().inUse().chain();
    if (!mine.tls().contextFactory().isStarted()) {
      return new Outcome.Wrong("no TLS any more: " + refusal);
    }
    if (refusal.isEmpty()) {
      return new Outcome.Accepted();
    }
    if (!after.equals(before)) {
      return new Outcome.Wrong("refused, and in use all the same: " + refusal);
    }
    return refusal.get().contains("failed: ") || input.leaksInto(refusal.get())
        ? new Outcome.Wrong("not a reason for people: " + refusal.get())
        : new Outcome.Rejected(refusal.get());
  }
}
