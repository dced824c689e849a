package dev.lorikeet.generation.models;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/** Reads {@code models.yaml}, all of it or nothing. */
final class ModelsFile {
    private static final int VERSION = 12;

    private ModelsFile() {}

    /**
     * @param name for complaints
     * @param placeholders fills in what the environment says
     * @throws InvalidModels with the line and what is allowed
     */
    static Models read(String name, String text, UnaryOperator<String> placeholders,
            UnaryOperator<String> files) {
        var file = Section.read(name, text, placeholders).allowing("models");
        var reader = new ModelReader(new DialectReader(files));
        var models = new ArrayList<ModelConfiguration>();
        var ids = new HashSet<String>();
        for (var section : file.parts("models")) {
            var model = reader.read(section);
            section.demand(ids.add(model.id()), "id", "is there twice: " + model.id());
            models.add(model);
        }
        file.demand(!models.isEmpty(), "models", "must hold at least one model");
        return new Models(version(models.toString()), models);
    }

    private static String version(String contents) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(contents.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, VERSION);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
