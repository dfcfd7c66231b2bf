package io.github.spotaware.certs.store;

import io.github.spotaware.certs.plan.CertsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Small files that appear complete or not at all. Those with keys are readable by their owner only
 * from the moment they exist.
 */
final class PrivateFiles {
  private static final String ONLY_OWNER = "rw-------";
  private static final String PUBLIC = "rw-r--r--";

  private PrivateFiles() {}

  /** Makes the folder where it is not there, for its owner only. */
  static void createFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw failure("create", folder, e);
    }
  }

  /** The text of a file; empty where there is none. */
  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("read", file, e);
    }
  }

  static void writeSecret(Path file, String text) {
    write(file, text, ONLY_OWNER);
  }

  static void writePublic(Path file, String text) {
    write(file, text, PUBLIC);
  }

  /** Puts a file in the place of another in one act. */
  static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure("replace", to, e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failure("delete", file, e);
    }
  }

  private static void write(Path file, String text, String mode) {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh); // of a run that was killed
      Files.createFile(
          fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
      try (var channel = Files.newByteChannel(fresh, Set.of(StandardOpenOption.WRITE))) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      move(fresh, file);
    } catch (AtomicMoveNotSupportedException e) {
      throw failure("replace", file, e);
    } catch (IOException e) {
      throw failure("write", file, e);
    }
  }

  private static CertsException failure(String verb, Path file, IOException e) {
    return new CertsException(
        "can't " + verb + " " + file + ": " + e.getClass().getSimpleName(),
        "see to it that this user may write there, or name another folder");
  }
}
