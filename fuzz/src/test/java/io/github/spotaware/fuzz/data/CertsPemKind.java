package io.github.spotaware.fuzz.data;

import io.github.spotaware.certs.pki.CertificateProblem;
import io.github.spotaware.certs.pki.Certificates;
import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.pki.Pem;
import io.github.spotaware.fuzz.input.Draw;
import io.github.spotaware.fuzz.run.Kind;
import io.github.spotaware.fuzz.run.Outcome;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates and keys as certs-scripts finds them in Secrets and folders. */
public final class CertsPemKind implements Kind<PemFolder> {
  @Override
  public String name() {
    return "pem-certs";
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
      List<X509Certificate> chain = Pem.certificates("tls.crt", input.certificates());
      for (X509Certificate certificate : chain) {
        var _ = Certificates.dnsNames(certificate);
        var _ = Certificates.missingNames(certificate, List.of(PemFolder.NAME));
        var _ = Certificates.isOurs(certificate);
        var _ = Certificates.isAuthority(certificate);
        var _ = Certificates.issued(certificate, chain.getFirst());
      }
      var _ = Certificates.refusal(chain, chain, PemFolder.NOW);
      Identity identity =
          chain.isEmpty() ? null : Identity.of(chain.getFirst(), Pem.key("tls.key", input.key()));
      checks.that(
          identity == null || !input.leaksInto(identity.toString()), "its text shows the key");
      return checks.or(
          chain.isEmpty() ? new Outcome.Rejected("no certificate") : new Outcome.Accepted());
    } catch (CertificateProblem e) {
      checks.that(!input.leaksInto(e.words()), "the reason shows the key: " + e.words());
      checks.reason(e.words());
      return checks.or(new Outcome.Rejected(e.words()));
    }
  }
}
