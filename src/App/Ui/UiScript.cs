using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace App.Ui;

/// <summary>The few things only the browser can do. One small module, loaded when first needed; it goes with the circuit.</summary>
public sealed class UiScript(IJSRuntime js)
{
    private Task<IJSObjectReference>? _module;

    public async Task OpenDialogAsync(ElementReference dialog) => await (await ModuleAsync()).InvokeVoidAsync("openDialog", dialog);

    public async Task CloseDialogAsync(ElementReference dialog) => await (await ModuleAsync()).InvokeVoidAsync("closeDialog", dialog);

    /// <summary>False where the browser refuses the clipboard (plain http away from localhost).</summary>
    public async Task<bool> CopyAsync(string text) => await (await ModuleAsync()).InvokeAsync<bool>("copy", text);

    /// <summary>True where the page is one column wide.</summary>
    public async Task<bool> IsNarrowAsync() => await (await ModuleAsync()).InvokeAsync<bool>("isNarrow");

    /// <summary>The IANA zone and the language the browser runs in.</summary>
    public async Task<BrowserSettings> BrowserSettingsAsync() => await (await ModuleAsync()).InvokeAsync<BrowserSettings>("settings");

    /// <summary>Tells the page (<c>BlockAsync</c>, <c>MoveAsync</c>) what is dragged over the hours of a calendar, until the answer's <c>stop</c> is called.</summary>
    public async Task<IJSObjectReference> FollowDragAsync<T>(ElementReference hours, DotNetObjectReference<T> page)
        where T : class => await (await ModuleAsync()).InvokeAsync<IJSObjectReference>("followDrag", hours, page);

    private Task<IJSObjectReference> ModuleAsync() => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./ui.js").AsTask();
}

public sealed record BrowserSettings(string TimeZone, string Language);
