package io.github.spotaware.e2e.controlplane;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a managed process is doing.
 *
 * @param name as people call it
 * @param phase what it is doing
 * @param pid its process id while it runs or is paused
 * @param exitCode of its last end; 128 + n for an end by signal n
 * @param log where its output is
 */
public record ProcessStatus(
    String name, Phase phase, OptionalLong pid, OptionalInt exitCode, Path log) {

  /** The phases of a managed process. */
  public enum Phase {
    /** Runs. */
    RUNNING,
    /** Got SIGSTOP from us and does nothing. */
    PAUSED,
    /** Was not started, or was ended by us. */
    STOPPED,
    /** Ended without being asked to. */
    EXITED
  }
}
