package io.github.spotaware.fuzz.data;

import io.github.spotaware.fuzz.input.Draw;
import io.github.spotaware.fuzz.run.Kind;
import io.github.spotaware.fuzz.run.Outcome;
import io.github.spotaware.webhook.tls.PemContent;
import io.github.spotaware.webhook.tls.PemException;
import io.github.spotaware.webhook.tls.PemKeyPair;
import io.github.spotaware.webhook.tls.ServerNames;

/** The serving certificate and its key, as the webhook reads them. */
public final class PemKind implements Kind<PemFolder> {
  @Override
  public String name() {
    return "pem-webhook";
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
  public Outcome judge(PemFolder input) {
    Checks checks = new Checks();
    try {
      PemKeyPair pair =
          PemKeyPair.of(
              new PemContent("tls.crt", input.certificates(), "tls.key", input.key()),
              ServerNames.UNKNOWN,
              PemFolder.NOW);
      checks.that(!input.leaksInto(pair.toString()), "its text shows the key");
      return checks.or(new Outcome.Accepted());
    } catch (PemException e) {
      return refused(String.valueOf(e.getMessage()), input, checks);
    }
  }

  static Outcome refused(String why, PemFolder input, Checks checks) {
    checks.that(why.contains("tls.crt: ") || why.contains("tls.key: "), "names no file: " + why);
    checks.that(!input.leaksInto(why), "the reason shows the key: " + why);
    checks.reason(why);
    return checks.or(new Outcome.Rejected(why));
  }
}
