package io.github.spotaware.certs;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command's answer goes. */
final class Output {
  private Output() {}

  /** The writer of the command that runs. */
  static PrintWriter of(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("only a command line runs a command");
    }
    return spec.commandLine().getOut();
  }
}
