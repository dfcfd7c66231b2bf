package io.github.spotaware.certs;

import io.github.spotaware.certs.plan.Names;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where the certificates are. */
final class Target {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig to use. Default: as kubectl finds it.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context of the kubeconfig. Default: its current one.")
  private @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Where the webhooks are installed. Default: " + Names.NAMESPACE + ".")
  private String namespace = Names.NAMESPACE;

  @Option(
      names = "--offline",
      paramLabel = "DIR",
      description =
          "Asks no cluster: PEM files and a kustomize Component in this folder stand for it.")
  private @Nullable Path offline;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  Optional<Path> kubeconfig() {
    return Optional.ofNullable(kubeconfig);
  }

  Optional<String> context() {
    return Optional.ofNullable(context);
  }

  Optional<Path> offline() {
    return Optional.ofNullable(offline);
  }

  /** The namespace, which has to be one. */
  String namespace() {
    if (!LABEL.matcher(namespace).matches()) {
      throw wrong("--namespace: \"" + namespace + "\" is no name of a namespace");
    }
    return namespace;
  }

  /** Says that the command line is wrong. */
  ParameterException wrong(String message) {
    if (command == null) {
      throw new IllegalStateException(message);
    }
    return new ParameterException(command.commandLine(), message);
  }
}
