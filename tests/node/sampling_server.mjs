// A server on the second TypeScript SDK, which asks for a completion in both ways.
import { McpServer, inputRequired } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import * as z from "zod/v4";

const asking = (text) => ({ messages: [{ role: "user", content: { type: "text", text } }], maxTokens: 64 });
const told = (answer) => ({ content: [{ type: "text", text: `told: ${answer.content.text}` }] });

serveStdio(() => {
    const server = new McpServer({ name: "typescript-2", version: "1.0.0" });
    const question = { inputSchema: z.object({ question: z.string() }) };
    server.registerTool("push", question, async ({ question }, context) =>
        told(await context.mcpReq.requestSampling(asking(question))),
    );
    server.registerTool("inside", question, async ({ question }, context) => {
        const answers = context.mcpReq.inputResponses;
        if (answers?.one) return told(answers.one);
        return inputRequired({ inputRequests: { one: inputRequired.createMessage(asking(question)) } });
    });
    return server;
});
