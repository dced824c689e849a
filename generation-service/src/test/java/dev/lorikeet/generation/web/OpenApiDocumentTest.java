package dev.lorikeet.generation.web;

import dev.lorikeet.generation.GenerationService;
import dev.lorikeet.http.testing.DocumentRules;

final class OpenApiDocumentTest extends DocumentRules {
    OpenApiDocumentTest() {
        super(GenerationService.CONTRACT, GenerationProblem.values());
    }
}
