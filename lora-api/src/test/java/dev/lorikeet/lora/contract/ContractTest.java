package dev.lorikeet.lora.contract;

import java.util.List;
import java.util.Map;

import dev.lorikeet.http.testing.Exchange;
import dev.lorikeet.http.testing.Exchange.Headers;
import dev.lorikeet.lora.LoraApi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ContractTest {
    private static final String EMPTY_LIST = "{\"success\":true,\"loras\":[],\"total\":0}";
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String NOT_FOUND = """
            {"type":"https://lorikeet.dev/problems/not-found","title":"Not found","status":404,"detail":"gone",
             "instance":"/","success":false,"error":"There is nothing here.","code":"NOT_FOUND"}""";

    @Test
    void passesWhatIsDescribed() {
        assertThat(listed(EMPTY_LIST)).isEmpty();
        assertThat(answered("GET", "/api/lora/a", 404, PROBLEM, NOT_FOUND)).isEmpty();
    }

    @Test
    void complainsAboutAStatusThatIsNotDescribed() {
        assertThat(answered("GET", "/api/lora", 203, JSON, EMPTY_LIST)).singleElement()
                .asString()
                .isEqualTo("GET /api/lora does not describe the status 203");
    }

    @Test
    void complainsAboutAFaultEvenThoughClientsAreToldOfIt() {
        assertThat(answered("GET", "/api/lora", 500, PROBLEM, "{}")).containsExactly("this is a fault of the service");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"success\":true,\"loras\":[]}|required property 'total' not found",
            "{\"success\":true,\"loras\":[],\"total\":0,\"more\":1}|property 'more' is not defined",
            "{\"success\":true,\"loras\":{},\"total\":0}|/loras: object found, array expected",
            "{\"success\":true,\"loras\":[],\"total\":\"0\"}|/total: string found, integer expected",
            "{\"success\":false,\"loras\":[],\"total\":0}|/success", "nonsense|the body is not JSON",
            "''|object expected"})
    void complainsAboutABodyThatBreaksItsSchema(String body, String complaint) {
        assertThat(listed(body)).anySatisfy(violation -> assertThat(violation).contains(complaint));
    }

    @Test
    void looksIntoWhatIsReferredTo() {
        assertThat(listed("{\"success\":true,\"loras\":[{\"id\":\"no blanks\"}],\"total\":1}"))
                .anySatisfy(violation -> assertThat(violation).contains("/loras/0/id"))
                .anySatisfy(
                        violation -> assertThat(violation).contains("/loras/0: required property 'name' not found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-01-31", "2026-13-01T00:00:00Z"})
    void complainsAboutATimeThatIsNone(String time) {
        assertThat(answered("DELETE", "/api/lora/a", 200, JSON, "{\"success\":true,\"undoUntil\":\"" + time + "\"}"))
                .singleElement()
                .asString()
                .contains("/undoUntil");
    }

    @Test
    void complainsAboutAnotherTypeThanTheDescribedOne() {
        assertThat(answered("GET", "/api/lora", 200, "text/html", EMPTY_LIST)).singleElement()
                .asString()
                .contains("the type 'text/html' is not described");
    }

    @Test
    void complainsAboutABodyWhereThereShouldBeNone() {
        assertThat(answered("DELETE", "/api/lora/a/upload", 204, JSON, "{}")).hasSize(1);
        assertThat(answered("DELETE", "/api/lora/a/upload", 204, "", "")).isEmpty();
    }

    @Test
    void complainsAboutAHeaderThatIsMissingOrWrong() {
        assertThat(answered("GET", "/api/lora", 429, PROBLEM, problem("TOO_MANY_REQUESTS", 429)))
                .containsExactly("the header Retry-After is missing");
        var answer = new Headers(Map.of("content-type", List.of(PROBLEM), "retry-after", List.of("soon")));
        assertThat(LoraApi.CONTRACT
                .violations(new Exchange("GET", "/api/lora", none(), null, 429, answer,
                        problem("TOO_MANY_REQUESTS", 429))))
                .hasSize(1);
    }

    @Test
    void complainsAboutACodeThatDoesNotBelongToTheRouteAndStatus() {
        assertThat(answered("GET", "/api/lora/a/download", 409, PROBLEM, problem("WRONG_STATE", 409))).isEmpty();
        assertThat(answered("GET", "/api/lora/a/download", 409, PROBLEM, problem("QUOTA_EXCEEDED", 409)))
                .singleElement()
                .asString()
                .contains("/code");
        assertThat(answered("GET", "/api/lora/a/download", 409, PROBLEM, problem("WRONG_STATE", 410)))
                .containsExactly("the problem says another status than the answer");
    }

    @Test
    void complainsAboutARouteThatIsNotDescribed() {
        assertThat(answered("GET", "/api/secrets", 200, JSON, EMPTY_LIST))
                .containsExactly("GET /api/secrets is not described");
        assertThat(answered("PUT", "/api/lora", 200, JSON, EMPTY_LIST))
                .containsExactly("PUT /api/lora is not described");
        assertThat(answered("GET", "/api/secrets", 404, PROBLEM, NOT_FOUND)).isEmpty();
        assertThat(answered("GET", "/api/secrets", 404, JSON, "{}")).isNotEmpty();
    }

    @Test
    void knowsEventsFromALoraOfThatName() {
        assertThat(answered("GET", "/api/lora/events", 200, "text/event-stream", "")).isEmpty();
        assertThat(answered("GET", "/api/lora/other", 200, "text/event-stream", "")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"limit=201,limit", "limit=ten,limit", "status=ready%2Clost,status", "sort=size,sort",
            "workspaceId=a%20b,workspaceId"})
    void complainsAboutAParameterThatShouldNotHaveBeenAccepted(String query, String name) {
        assertThat(answered("GET", "/api/lora?" + query, 200, JSON, EMPTY_LIST))
                .anySatisfy(violation -> assertThat(violation).startsWith("accepted parameter " + name));
        assertThat(answered("GET", "/api/lora?limit=200&status=ready%2Cmissing&other=1", 200, JSON, EMPTY_LIST))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"sub\":\"kim\"}", "{\"subject\":1}", "{\"workspaces\":{\"film\":\"emperor\"}}"})
    void complainsAboutABodyThatShouldNotHaveBeenAccepted(String body) {
        assertThat(token(JSON, body)).singleElement().asString().startsWith("accepted body");
        assertThat(token(JSON, "{")).containsExactly("accepted a body that is not JSON");
    }

    @Test
    void wantsABodyToBeOfADescribedType() {
        assertThat(token("text/plain", "{}")).containsExactly(
                "accepted a body of the type 'text/plain', which is not described");
        assertThat(token(JSON, "{}")).isEmpty();
        assertThat(token(JSON, null)).isEmpty();
    }

    @Test
    void holdsEventsToTheirNames() {
        LoraApi.CONTRACT.checkEvent("/api/lora/events?workspaceId=a", "reset", "{\"success\":true}");
        assertThatThrownBy(() -> LoraApi.CONTRACT.checkEvent("/api/lora/events", "removed", "{\"success\":true}"))
                .hasMessageContaining("required property 'id' not found");
        assertThatThrownBy(() -> LoraApi.CONTRACT.checkEvent("/api/lora/events", "moved", "{}"))
                .hasMessageContaining("'moved' is not described");
    }

    private static List<String> token(String type, @Nullable String body) {
        return LoraApi.CONTRACT
                .violations(new Exchange("POST", "/dev/token", new Headers(Map.of("Content-Type", List.of(type))),
                        body, 200, new Headers(Map.of("Content-Type", List.of(JSON))),
                        "{\"token\":\"a\",\"expiresAt\":\"2026-01-31T12:00:00Z\"}"));
    }

    private static List<String> listed(String body) {
        return answered("GET", "/api/lora", 200, JSON, body);
    }

    private static List<String> answered(String method, String target, int status, String type, String body) {
        return LoraApi.CONTRACT
                .violations(new Exchange(method, target, none(), null, status,
                        new Headers(Map.of("content-type", List.of(type))), body));
    }

    private static String problem(String code, int status) {
        return NOT_FOUND.replace("NOT_FOUND", code).replace("404", String.valueOf(status));
    }

    private static Headers none() {
        return new Headers(Map.of());
    }
}
