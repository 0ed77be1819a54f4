using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace App.Browser.Tests.Pages;

/// <summary>The rules of accessibility, asked in the page itself.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What breaks a rule, however little; or only what colours break.</summary>
    public static async Task<string[]> ComplaintsAsync(this IPage page, bool coloursAlone = false)
    {
        if (await page.EvaluateAsync<bool>("!window.axe"))
        {
            await page.EvaluateAsync(Script);
        }

        return await page.EvaluateAsync<string[]>(
            """
            async colours => (await axe.run(document, { resultTypes: ['violations'], ...(colours ? { runOnly: { type: 'rule', values: ['color-contrast'] } } : {}) }))
              .violations.map(v => `${v.impact} ${v.id}: ${v.nodes[0].html} ${v.nodes[0].any.map(check => check.message).join(' ')}`)
            """,
            coloursAlone);
    }
}
