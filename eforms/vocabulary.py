"""Which properties of Form.io components mean something here, and which only concern the looks of its own renderer.

Nothing is dropped in silence: a property is used (``USED``), is about looks or the builder's own bookkeeping (``LOOKS``),
is refused when set (``eforms.forbidden``), or is reported as lint (``unknown-property``).
"""

_USED = """
type key label title legend components columns rows values data dataSrc validate conditional logic properties errors
errorLabel description tooltip hidden disabled clearOnHide multiple unique persistent protected calculateValue calculateServer
allowCalculateOverride customDefaultValue defaultValue validateWhenHidden validateOn case truncateMultipleSpaces inputMask
html content suffix inline minRows maxRows minSelectedCount maxSelectedCount minSelectedCountMessage maxSelectedCountMessage
fields dayFirst minDate maxDate minYear maxYear enableDate enableTime datePicker decimalLimit spellcheck autocomplete
valueProperty filePattern fileMinSize fileMaxSize fileTypes input i18n
"""
USED = frozenset(_USED.split())
_LOOKS = """
placeholder prefix customClass labelPosition labelWidth labelMargin hideLabel tableView modalEdit dataGridLabel tabindex
autofocus dbIndex widget attributes attrs overlay showCharCount showWordCount addons id tree lazyLoad tags ignoreCache lockKey
isNew keyModified originalId builder schemaBuilder encrypted kickbox shortcut submissionAccess refreshOn redrawOn
refreshOnChange refreshOnBlur clearOnRefresh inputType inputFormat inputMode mask displayMask applyMaskOn maskPlaceholderChar
allowMultipleMasks inputMasks editor wysiwyg fixedSize autoExpand as isUploadEnabled uploadStorage uploadUrl uploadOptions
uploadDir delimiter requireDecimal thousandsSeparator decimalSymbol currency allowDecimal searchEnabled searchThreshold
searchDebounce minSearch limit filter searchField selectThreshold readOnlyValue customOptions uniqueOptions useExactSearch
selectFields idPath indexeddb selectValues disableLimit sort noRefreshOnScroll authenticate template fuseOptions
optionsLabelPosition fieldSet dataType name value useLocaleSettings hideInputLabels inputsLabelPosition format dataFormat
displayInTimezone timezone allowInput defaultDate datepickerMode timePicker shouldBeDisabled enableMinDateInput
enableMaxDateInput addAnother addAnotherPosition reorder rowDrop initEmpty striped bordered hover condensed layoutFixed
enableRowGroups rowGroups disableAddingRemovingRows conditionalAddButton groupToggle defaultOpen templates openWhenEmpty modal
inlineEdit rowDrafts removeRow saveRow displayAsTable alwaysEnabled theme collapsible collapsed breadcrumb breadcrumbClickable
allowPrevious nextPage buttonSettings scrollToTop navigateOnEnter saveOnEnter backButtonLabel autoAdjust hideOnChildrenHidden
numRows numCols cellAlignment header caption cloneRows tag className image storage dir imageSize uploadOnly webcam webcamSize
fileNameTemplate privateDownload capture url options displayAsGrid width height footer backgroundColor penColor minWidth
maxWidth keepOverlayRatio size offset push pull currentWidth stateful customConditional previousLabel hideControl collapse
errorMessage resetOnHide hideTitle tooltipPosition provider providerOptions manualModeViewString enableManualMode
disableClearIcon switchToManualModeLabel emptyValue verticalLayout showValidations noFirstRow leftIcon rightIcon block action
showSidebar access path _id machineName created modified lastUpdated submitSecretly owner permissions
"""
LOOKS = frozenset(_LOOKS.split())
