package io.github.spotaware.selector;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The syntax rules of Kubernetes for names that users write into selectors and configuration. Each
 * method answers with the rule that is broken, or with nothing if the name is fine; none throws.
 */
public final class KubernetesNames {
  private static final int MAX_NAME = 63;
  private static final int MAX_SUBDOMAIN = 253;
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern LABEL = Pattern.compile(DNS_LABEL);
  private static final Pattern SUBDOMAIN = Pattern.compile(DNS_LABEL + "(\\." + DNS_LABEL + ")*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final String NAME_RULE =
      "letters, digits, '-', '_' and '.', beginning and ending with a letter or digit";

  private KubernetesNames() {}

  /**
   * Checks a qualified name, as label, annotation and taint keys are: a name of 1 to 63 characters,
   * optionally after a DNS-1123 subdomain of at most 253 characters and a slash.
   */
  public static Optional<String> keyProblem(String key) {
    int slash = key.indexOf('/');
    if (slash >= 0) {
      String prefix = key.substring(0, slash);
      if (prefix.length() > MAX_SUBDOMAIN || !SUBDOMAIN.matcher(prefix).matches()) {
        return Optional.of("its prefix must be a DNS-1123 subdomain of 1 to 253 characters");
      }
    }
    String name = key.substring(slash + 1);
    if (name.isEmpty() || name.length() > MAX_NAME) {
      return Optional.of("its name must have 1 to 63 characters");
    }
    if (!NAME.matcher(name).matches()) {
      return Optional.of("its name must consist of " + NAME_RULE);
    }
    return Optional.empty();
  }

  /** Checks a label value: empty, or at most 63 characters by the same rule as a key's name. */
  public static Optional<String> valueProblem(String value) {
    if (value.length() > MAX_NAME) {
      return Optional.of("it must have at most 63 characters");
    }
    if (!value.isEmpty() && !NAME.matcher(value).matches()) {
      return Optional.of("it must be empty or consist of " + NAME_RULE);
    }
    return Optional.empty();
  }

  /**
   * Checks a DNS-1123 label, as namespace names are: 1 to 63 lower-case letters, digits and '-'.
   */
  public static Optional<String> dnsLabelProblem(String label) {
    if (label.isEmpty() || label.length() > MAX_NAME) {
      return Optional.of("it must have 1 to 63 characters");
    }
    if (!LABEL.matcher(label).matches()) {
      return Optional.of(
          "it must consist of lower-case letters, digits and '-', beginning and ending with a"
              + " letter or digit");
    }
    return Optional.empty();
  }

  /** Checks a DNS-1123 subdomain, as names of Deployments are: labels with dots between them. */
  public static Optional<String> subdomainProblem(String name) {
    if (name.isEmpty() || name.length() > MAX_SUBDOMAIN) {
      return Optional.of("it must have 1 to 253 characters");
    }
    if (!SUBDOMAIN.matcher(name).matches()) {
      return Optional.of(
          "it must consist of lower-case letters, digits, '-' and '.', each part between dots"
              + " beginning and ending with a letter or digit");
    }
    return Optional.empty();
  }
}
